"""Documents (questions, steps, marks, tables), made once and rendered for a target."""
