"""How much a paper may be (design: trials T5)."""

FILE_AT_MOST_BYTES = 20 * 1024 * 1024
IMAGE_AT_MOST_PIXELS = 40_000_000
UNPACKED_AT_MOST_BYTES = 200 * 1024 * 1024
MEMBERS_AT_MOST = 2000
RATIO_AT_MOST = 100
# Short texts repeat themselves much; below this the ratio says nothing.
RATIO_COUNTS_FROM_BYTES = 1024 * 1024
# An archive in an archive (a table in a report) is usual; one more level is not.
NESTED_AT_MOST = 1
PDF_OBJECTS_AT_MOST = 200_000

# Of the process that looks: a 40-megapixel picture needs about 300 MB.
CPU_SECONDS = 10
MEMORY_BYTES = 1536 * 1024 * 1024
WALL_SECONDS = 20
