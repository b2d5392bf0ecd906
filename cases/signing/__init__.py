"""Electronic signatures in PDF (PAdES, ETSI EN 319 142): boxes in the paper, the key behind one adapter, checking.

Signing goes in two steps, so that a key never has to come here: `embedding` prepares the paper and says which digest is
to be signed, a `Signer` signs digests wherever its key lives, `embedding` puts the signature into the paper.
"""
