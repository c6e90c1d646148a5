"""The guideline as data (`data`), its file reader (`loader`), and the checklist derived from it (`checklist`)."""
