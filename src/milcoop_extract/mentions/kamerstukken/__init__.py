"""References to parliamentary documents."""
