"""Route files changed for their author: canonical form, a new stop, a route to start from."""
