"""Which places the texts of a route name, and which of them the route leaves unsaid."""
