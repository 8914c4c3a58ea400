"""Whole reports in Word: what is said in them, the templates they are poured into, the pouring."""
