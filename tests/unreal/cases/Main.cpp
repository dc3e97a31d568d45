// Runs one case: NAME BASE_URL PROJECT PLUGIN. Without arguments it lists them.
#include <algorithm>
#include <cstring>

#include "Case.h"
#include "Interfaces/IPluginManager.h"
#include "Misc/Paths.h"

int main(int count, char** arguments) {
  std::sort(Cases().begin(), Cases().end(), [](const Case& a, const Case& b) { return std::strcmp(a.name, b.name) < 0; });
  if (count == 1) {
    for (const Case& it : Cases()) std::puts(it.name);
    return 0;
  }
  IsInGameThread();
  TheGiven() = {arguments[2], arguments[3], arguments[4]};
  StandIn::ProjectFolder() = Wide(TheGiven().project);
  StandIn::PluginFolder() = Wide(TheGiven().plugin);
  GEngine = GetMutableDefault<UEngine>();
  for (const Case& it : Cases()) {
    if (std::strcmp(it.name, arguments[1]) != 0) continue;
    it.run();
    // All that the case made goes; what stays then, somebody has lost.
    StandIn::Roots().clear();
    CollectGarbage();
    return 0;
  }
  std::fprintf(stderr, "there is no case %s\n", arguments[1]);
  return 2;
}
