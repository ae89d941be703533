"""Writes chandrasekhar.csv: the 1,000 initial guesses that the peer scripts start from, too (NumPy, seed 0)."""
import numpy as np

guesses = np.random.default_rng(0).normal(1.0, np.sqrt(0.2), (1000, 10))
np.savetxt("chandrasekhar.csv", guesses, delimiter=",", fmt="%.17g")
