"""Who may use the camera and microphone, and who holds them."""
