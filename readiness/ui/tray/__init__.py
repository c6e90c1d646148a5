"""What goes on while the window is closed, if the person wants it: the icon in the tray, and a reminder."""
