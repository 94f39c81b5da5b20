"""A second opinion on Merkle proofs: RFC 6962 in plain Python, sharing no code and no method with the server's.

Reads one JSON object a line: {"kind": "inclusion", "index", "size", "leaf", "root", "proof"} or
{"kind": "consistency", "oldSize", "oldRoot", "newSize", "newRoot", "proof"}, digests in hex. Prints two numbers: how
many were accepted, how many refused.
"""

import hashlib
import json
import sys


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split_path(index, size, length):
    """How many proof hashes lie below the point where the ways to this leaf and to the last one part, or None."""
    inner = (index ^ (size - 1)).bit_length()
    border = bin(index >> inner).count("1")
    return inner if inner + border == length else None


def includes(index, size, leaf, root, proof):
    if not 0 <= index < size:
        return False
    inner = split_path(index, size, len(proof))
    if inner is None:
        return False
    digest = leaf
    for level, sibling in enumerate(proof[:inner]):
        digest = node(sibling, digest) if index >> level & 1 else node(digest, sibling)
    for sibling in proof[inner:]:
        digest = node(sibling, digest)
    return digest == root


def grows(old_size, old_root, new_size, new_root, proof):
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == hashlib.sha256(b"").digest()
    # The largest perfect subtree that ends the old tree: the proof starts from it. A power of two is the old tree itself.
    shift = (old_size & -old_size).bit_length() - 1
    if old_size == 1 << shift:
        seed, rest = old_root, proof
    elif proof:
        seed, rest = proof[0], proof[1:]
    else:
        return False
    index, size = (old_size - 1) >> shift, ((new_size - 1) >> shift) + 1
    inner = split_path(index, size, len(rest))
    if inner is None:
        return False
    old, new = seed, seed
    for level, sibling in enumerate(rest[:inner]):
        if index >> level & 1:
            old, new = node(sibling, old), node(sibling, new)
        else:
            new = node(new, sibling)
    for sibling in rest[inner:]:
        old, new = node(sibling, old), node(sibling, new)
    return old == old_root and new == new_root


def check(claim):
    proof = [bytes.fromhex(digest) for digest in claim["proof"]]
    if claim["kind"] == "inclusion":
        leaf, root = bytes.fromhex(claim["leaf"]), bytes.fromhex(claim["root"])
        return includes(claim["index"], claim["size"], leaf, root, proof)
    old_root, new_root = bytes.fromhex(claim["oldRoot"]), bytes.fromhex(claim["newRoot"])
    return grows(claim["oldSize"], old_root, claim["newSize"], new_root, proof)


def main(path):
    accepted = refused = 0
    with open(path, encoding="ascii") as lines:
        for line in lines:
            if check(json.loads(line)):
                accepted += 1
            else:
                refused += 1
    print(accepted, refused)


if __name__ == "__main__":
    main(sys.argv[1])
