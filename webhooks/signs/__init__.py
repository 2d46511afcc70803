"""Signs, for staff: the register of them."""
