"""Papers of a survey: the report, the sheet for the wall, the card at the counter."""
