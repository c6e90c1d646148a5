"""What IT decides: tables of limits from files and Group Policy, laid over each other, and what is wrong in them."""
