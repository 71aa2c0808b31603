"""The limit: what Django and Wagtail alone reach on this machine, without a line of the portal."""
