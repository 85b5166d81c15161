// Where the memory of the whole program comes from.
#pragma once

namespace tidegate {

// Asks for large pages under the heap, and keeps what is freed for what comes next. On a virtual machine the
// first touch of a page of 4 KiB costs up to 20 microseconds, of 2 MiB hardly more, and a scan of a small
// file is mostly first touches. Threads share the one heap: one of their own would lie on small pages. A
// wish: where it is not granted, all goes on as before. Call it once, from main, before other threads run.
void keep_heap_on_large_pages();

// For a server, whose threads ask for memory all the while and would wait for one another at the one heap: up
// to `heaps` of their own. Call it before threads run; it takes back that part of keep_heap_on_large_pages.
void give_threads_heaps(int heaps);

}  // namespace tidegate
