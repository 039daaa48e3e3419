"""A demo office with invented citizens, for trying the product and for its tests."""
