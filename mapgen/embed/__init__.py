"""A map on other sites: what is published beside it, and what others paste to show it."""
