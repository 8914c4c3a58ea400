"""What the sample study shows beside its interviews: a part for each room."""
