"""Tables -> figures and documents."""
