"""Files that leave the house, made from models: views and tasks use them."""
