"""Training of Battledex's battle winner: dataset, features, model, export and registration."""
