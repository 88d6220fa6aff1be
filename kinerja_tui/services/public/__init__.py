"""What the office does for its public and hears from it: services, surveys (SKM), voices, forums."""
