"""The door sign: on paper, as PDF and on a screen."""
