"""Access to camera and microphone: the system's privacy settings, and which programs use the devices."""
