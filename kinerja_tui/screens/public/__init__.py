"""The public: services, surveys (SKM), voices, forums."""
