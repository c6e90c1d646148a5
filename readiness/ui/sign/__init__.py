"""The door sign on paper, in a PDF and on the screen."""
