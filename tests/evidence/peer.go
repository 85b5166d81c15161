// A log by golang.org/x/mod/sumdb, the second implementation of notes, trees and tiles: it makes logs, requests
// and proofs that ours must accept, and checks what ours makes. tests/journeys_witness.py drives it.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return n
}

// The hashes of a log of that many entries, "<says> <index>".
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, h[i])
	}
	return out, nil
}

func entry(says string, i int64) []byte { return []byte(fmt.Sprintf("%s %d", says, i)) }

func grown(says string, size int64) hashes {
	var h hashes
	for i := int64(0); i < size; i++ {
		more, err := tlog.StoredHashes(i, entry(says, i), h)
		must(err)
		h = append(h, more...)
	}
	return h
}

func checkpoint(h hashes, size int64, skey string) []byte {
	signer, err := note.NewSigner(skey)
	must(err)
	root, err := tlog.TreeHash(size, h)
	must(err)
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, root)}, signer)
	must(err)
	return signed
}

func lines(proof []tlog.Hash) string {
	out := ""
	for _, h := range proof {
		out += h.String() + "\n"
	}
	return out
}

// C2SP's names are Go's without the height.
func path(t tlog.Tile) string { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }

func write(name string, data []byte) {
	must(os.MkdirAll(filepath.Dir(name), 0o755))
	must(os.WriteFile(name, data, 0o644))
}

func writeLog(dir string, size int64, skey, says string) {
	h := grown(says, size)
	for _, t := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(t, h)
		must(err)
		write(filepath.Join(dir, path(t)), data)
		if t.L == 0 {
			var bundle bytes.Buffer
			for i := t.N * 256; i < t.N*256+int64(t.W); i++ {
				must(binary.Write(&bundle, binary.BigEndian, uint16(len(entry(says, i)))))
				bundle.Write(entry(says, i))
			}
			write(filepath.Join(dir, strings.Replace(path(t), "tile/0/", "tile/entries/", 1)), bundle.Bytes())
		}
	}
	write(filepath.Join(dir, "checkpoint"), checkpoint(h, size, skey))
}

type folder string

func (f folder) Height() int { return 8 }
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), path(t)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// Cosignatures of C2SP, which x/mod does not know: a verifier of another kind.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }
func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(w.key, append([]byte(head), text...), sig[8:])
}

func verifier(vkey string) note.Verifier {
	part := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(part[2])
	must(err)
	if key[0] == 4 {
		id, err := strconv.ParseUint(part[1], 16, 32)
		must(err)
		return witness{part[0], uint32(id), key[1:]}
	}
	v, err := note.NewVerifier(vkey)
	must(err)
	return v
}

func opened(signed []byte, vkeys ...string) (tlog.Tree, *note.Note) {
	var known []note.Verifier
	for _, vkey := range vkeys {
		known = append(known, verifier(vkey))
	}
	n, err := note.Open(signed, note.VerifierList(known...))
	must(err)
	part := strings.Split(n.Text, "\n")
	root, err := tlog.ParseHash(part[2])
	must(err)
	return tlog.Tree{N: number(part[1]), Hash: root}, n
}

// Every entry of every bundle is in the tree that was signed (of a large log, some of each bundle), and smaller
// sizes lead to it.
func checkLog(dir, vkey string) {
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(err)
	tree, _ := opened(signed, vkey)
	reader := tlog.TileHashReader(tree, folder(dir))
	for i := int64(0); i < tree.N; {
		t := tlog.Tile{H: 8, L: 0, N: i / 256, W: 256}
		if tree.N-i < 256 {
			t.W = int(tree.N - i)
		}
		bundle, err := os.ReadFile(filepath.Join(dir, strings.Replace(path(t), "tile/0/", "tile/entries/", 1)))
		must(err)
		for end := i + int64(t.W); i < end; i++ {
			size := int(binary.BigEndian.Uint16(bundle))
			if tree.N < 1000 || i%101 == 0 || i >= tree.N-3 {
				proof, err := tlog.ProveRecord(tree.N, i, reader)
				must(err)
				must(tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(bundle[2:2+size])))
			}
			bundle = bundle[2+size:]
		}
		if len(bundle) != 0 {
			must(fmt.Errorf("octets behind the bundle"))
		}
	}
	for n := int64(1); n <= tree.N; n += 1 + n/7 {
		root, err := tlog.TreeHash(n, reader)
		must(err)
		proof, err := tlog.ProveTree(tree.N, n, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, n, root))
	}
	fmt.Println(tree.N)
}

// A .tlog-proof of ours, of an entry.
func checkProof(text []byte, vkey string, record []byte) {
	part := strings.SplitN(string(text), "\n\n", 2)
	head := strings.Split(part[0], "\n")
	tree, _ := opened([]byte(part[1]), vkey)
	var proof tlog.RecordProof
	for _, line := range head[2:] {
		h, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, h)
	}
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, number(strings.TrimPrefix(head[1], "index ")), tlog.RecordHash(record)))
}

func main() {
	a := os.Args[1:]
	switch a[0] {
	case "keys": // NAME
		skey, vkey, err := note.GenerateKey(rand.Reader, a[1])
		must(err)
		fmt.Printf("%s\n%s\n", skey, vkey)
	case "request": // FROM SIZE SKEY SAYS
		from, size := number(a[1]), number(a[2])
		h := grown(a[4], size)
		var proof tlog.TreeProof
		if from > 0 && from < size {
			var err error
			proof, err = tlog.ProveTree(size, from, h)
			must(err)
		}
		fmt.Printf("old %d\n%s\n%s", from, lines(proof), checkpoint(h, size, a[3]))
	case "proof": // INDEX SIZE SKEY SAYS
		index, size := number(a[1]), number(a[2])
		h := grown(a[4], size)
		proof, err := tlog.ProveRecord(size, index, h)
		must(err)
		fmt.Printf("c2sp.org/tlog-proof@v1\nindex %d\n%s\n%s", index, lines(proof), checkpoint(h, size, a[3]))
	case "log": // DIR SIZE SKEY SAYS
		writeLog(a[1], number(a[2]), a[3], a[4])
	case "check-log": // DIR VKEY
		checkLog(a[1], a[2])
	case "check-proof": // VKEY ENTRY, the proof on standard input
		text, err := io.ReadAll(os.Stdin)
		must(err)
		checkProof(text, a[1], []byte(a[2]))
	case "check-note": // VKEY..., the note on standard input: prints who signed
		text, err := io.ReadAll(os.Stdin)
		must(err)
		_, n := opened(text, a[1:]...)
		for _, sig := range n.Sigs {
			fmt.Println(sig.Name)
		}
	default:
		must(fmt.Errorf("no such command"))
	}
}
