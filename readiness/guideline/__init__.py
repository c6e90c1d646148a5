"""The guideline as data (`data`), how its file is read (`loader`), and the checklist a person answers (`checklist`)."""
