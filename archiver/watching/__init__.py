"""Events of the watched folders, from the system itself or by way of watchdog, and the self-test of both."""
