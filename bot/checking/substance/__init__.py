"""What the entries say: the families of rules, one small function a rule."""
