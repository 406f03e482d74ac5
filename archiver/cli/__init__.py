"""The headless commands: everything the window can do to a library, without a window."""
