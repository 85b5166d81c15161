// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Keeps, for each evidence log (an origin), the largest tree that its owner has anchored. It refuses a smaller
/// tree ("rollback") and another root at a size that it has ("fork"); nobody can take an anchor back.
/// Only digests come here: origin and note are SHA-256 of text that stands off the chain.
contract EvidenceAnchor {
    struct Head {
        uint64 size; // entries of the log
        uint64 time; // seconds since 1970 of the block that first had it
        uint64 number; // of that block; 0: nothing is anchored
        bytes32 root;
    }

    /// Whoever anchors an origin first owns it. A name may thus be taken by a stranger before its log comes: the
    /// log then uses another contract, since verifiers name contract and owner whom they take.
    mapping(bytes32 => address) public ownerOf;
    mapping(bytes32 => address) public offeredTo;
    mapping(bytes32 => Head) private heads;
    mapping(bytes32 => mapping(uint64 => Head)) private past;

    event Anchored(bytes32 indexed origin, uint64 indexed size, bytes32 root, bytes32 note, address owner);
    event Offered(bytes32 indexed origin, address to);
    event HandedOver(bytes32 indexed origin, address to);

    /// The same size and root once more is no fault: a client may have lost what it knew. The first time stays.
    function anchor(bytes32 origin, uint64 size, bytes32 root, bytes32 note) external {
        address owner = ownerOf[origin];
        if (owner == address(0)) {
            ownerOf[origin] = msg.sender;
            owner = msg.sender;
        }
        require(owner == msg.sender, "owner");
        Head storage head = heads[origin];
        require(size > 0 && size >= head.size, "rollback");
        if (size > head.size) {
            Head memory next = Head(size, uint64(block.timestamp), uint64(block.number), root);
            heads[origin] = next;
            past[origin][size] = next;
        } else {
            require(root == head.root, "fork");
        }
        emit Anchored(origin, size, root, note, owner);
    }

    /// Handed over in two steps, so that an origin cannot be lost to an address with a slip of the pen.
    function offer(bytes32 origin, address to) external {
        require(ownerOf[origin] == msg.sender, "owner");
        offeredTo[origin] = to;
        emit Offered(origin, to);
    }

    function accept(bytes32 origin) external {
        require(offeredTo[origin] == msg.sender, "owner");
        delete offeredTo[origin];
        ownerOf[origin] = msg.sender;
        emit HandedOver(origin, msg.sender);
    }

    /// number 0: nothing is anchored of it.
    function latest(bytes32 origin) external view returns (uint64 size, bytes32 root, uint64 time, uint64 number, address owner) {
        Head storage head = heads[origin];
        return (head.size, head.root, head.time, head.number, ownerOf[origin]);
    }

    function anchored(bytes32 origin, uint64 size) external view returns (bytes32 root, uint64 time, uint64 number) {
        Head storage head = past[origin][size];
        return (head.root, head.time, head.number);
    }
}
