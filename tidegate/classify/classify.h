// Exact distinct persons, told apart by keyed hashes of what identifies them. Nothing of a person is kept.
// (Being written together with subject_scan.h and classify.h, the room's face: all three in one go, not yet complete.)
#pragma once
