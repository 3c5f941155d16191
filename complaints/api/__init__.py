"""What other programs read and send: Open311 GeoReport v2, feeds, and the exchange with SP4N-LAPOR."""
