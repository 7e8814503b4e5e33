/* Finds the folder that holds templates/ and fonts/. */
#include "cli/cli.h"
#include "source/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool holds_templates(Arena *arena, const char *folder) {
  return access(arena_printf(arena, "%s/templates/case.yml", folder), R_OK) == 0;
}

/* The folder of the running binary, or NULL. */
static char *binary_folder(Arena *arena) {
  char *path = arena_alloc(arena, 4096);
  ssize_t length = readlink("/proc/self/exe", path, 4095);
  char *slash = length > 0 ? strrchr(path, '/') : NULL;
  if (!slash) return NULL;
  *slash = '\0';
  return path;
}

const char *data_folder(Arena *arena, Diags *diags) {
  const char *given = getenv("PLAINPLAN_DATA");
  if (given && *given) {
    if (holds_templates(arena, given)) return given;
    diag_add_file(diags, DIAG_DATA_MISSING, NULL);
    diag_hint(diags, "PLAINPLAN_DATA is \"%s\", which holds no templates/case.yml", given);
    return NULL;
  }
  const char *beside = binary_folder(arena);
  if (beside) {
    const char *const places[] = {"..", "../share/plainplan"};
    for (size_t i = 0; i < 2; i++) {
      const char *folder = arena_printf(arena, "%s/%s", beside, places[i]);
      if (holds_templates(arena, folder)) {
        char *real = realpath(folder, NULL);
        folder = real ? arena_strdup(arena, real) : folder;
        free(real);
        return folder;
      }
    }
  }
  if (holds_templates(arena, PLAINPLAN_INSTALLED)) return PLAINPLAN_INSTALLED;
  diag_add_file(diags, DIAG_DATA_MISSING, NULL);
  return NULL;
}

void data_open_pack(Arena *arena, const char *folder) {
  const char *given = getenv("PLAINPLAN_DATA");
  const char *beside = given && *given ? NULL : binary_folder(arena);
  const char *path = beside ? arena_printf(arena, "%s/plainplan.pack", beside) : NULL;
  if (!path || access(path, R_OK) != 0) path = arena_printf(arena, "%s/plainplan.pack", folder);
  yaml_pack_open(path);
}
