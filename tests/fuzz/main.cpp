// libFuzzer's side: MYATLAS_TARGET names the reader that is fed.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "target.hpp"

namespace myatlas::fuzz {

void demand(bool holds, const char* property)
{
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
  }
}

namespace {

constexpr std::size_t k_outcomes = 8192;
// libFuzzer reads these after each run as it reads what clang counts: an outcome that was not met
// before is a new input to keep.
__attribute__((section("__libfuzzer_extra_counters"),
               used)) volatile unsigned char g_outcomes[k_outcomes];

} // namespace

void reach(std::string_view outcome)
{
  g_outcomes[std::hash<std::string_view>{}(outcome) % k_outcomes] = 1;
}

namespace {

struct Target
{
  std::string_view name;
  void (*read)(std::string_view);
};

constexpr Target k_targets[] = {
  {"csv", read_csv},
  {"encoding", read_encoding},
  {"json", read_json},
  {"dsn", read_declaration},
  {"xml", read_xml},
  {"pdf", read_pdf},
  {"identifier", read_identifier},
  {"amount", read_amount},
  {"date", read_date},
  {"headers", write_headers},
  {"workbook", read_workbook},
  {"jsonl", read_json_lines},
};

const Target* g_target = nullptr;

} // namespace

} // namespace myatlas::fuzz

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
  const char* wanted = std::getenv("MYATLAS_TARGET");
  for (const auto& target : myatlas::fuzz::k_targets) {
    if (wanted != nullptr && target.name == wanted) {
      myatlas::fuzz::g_target = &target;
    }
  }
  if (myatlas::fuzz::g_target == nullptr) {
    std::fprintf(stderr, "MYATLAS_TARGET names none of the targets\n");
    std::exit(64);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
  myatlas::fuzz::reach("read");
  myatlas::fuzz::g_target->read({reinterpret_cast<const char*>(data), size});
  return 0;
}
