"""Calendar time: days, months, years, and stretches of them."""
