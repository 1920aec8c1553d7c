"""Published vectors of Certificate Transparency: the reference tree of RFC 6962, and a live log's own proofs."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from bluelamp.ledger import proofs, tree, verifier

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
REFERENCE = tree.Tree(HASHES)
ARGON = Path(__file__).parent / "argon2020"


def answer(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARGON / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_published(size: int) -> None:
    frontier = tree.Frontier()
    for hashed in HASHES[:size]:
        frontier = frontier.append(hashed)
    assert frontier.root().hex() == REFERENCE.root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(("place", "published"), INCLUSION.items())
def test_the_inclusion_proofs_are_those_published(
    place: tuple[int, int], published: list[str]
) -> None:
    assert [step.hex() for step in proofs.inclusion(REFERENCE.node, *place)] == published


@pytest.mark.parametrize(("sizes", "published"), CONSISTENCY.items())
def test_the_consistency_proofs_are_those_published(
    sizes: tuple[int, int], published: list[str]
) -> None:
    assert [step.hex() for step in proofs.consistency(REFERENCE.node, *sizes)] == published


def test_a_live_logs_inclusion_proof_verifies_by_both_our_codes() -> None:
    head, given = answer("sth"), answer("proof")
    leaf = tree.leaf_hash(b64decode(answer("entries")["entries"][0]["leaf_input"]))
    root, proof = b64decode(head["sha256_root_hash"]), [b64decode(s) for s in given["audit_path"]]
    assert proofs.includes(leaf, 10000, head["tree_size"], root, proof)
    assert verifier._climb(leaf, 10000, head["tree_size"], proof) == root
    assert not proofs.includes(leaf, 10001, head["tree_size"], root, proof)


def test_a_live_logs_consistency_proof_verifies() -> None:
    head = answer("sth")
    old_root = b64decode("AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=")
    root = b64decode(head["sha256_root_hash"])
    proof = [b64decode(step) for step in answer("consistency")["consistency"]]
    assert proofs.extends(3654490, old_root, head["tree_size"], root, proof)
    assert not proofs.extends(3654491, old_root, head["tree_size"], root, proof)
