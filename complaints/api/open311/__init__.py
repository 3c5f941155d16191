"""Open311 GeoReport v2: services, requests, tokens and discovery, in JSON and XML, one jurisdiction per office."""
