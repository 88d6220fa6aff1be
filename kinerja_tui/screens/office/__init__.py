"""The office: Beranda, first start, settings, calendar, holidays, the camat's page."""
