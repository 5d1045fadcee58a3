#include "util/ending.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

#include <unistd.h>

namespace myatlas::util {

namespace {

constexpr std::array k_signals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
constexpr std::size_t k_most = 4; // at once, one within the other

// What a handler of signals knows is the whole program's.
std::array<std::atomic<const GoneWithProgram*>, k_most> g_standing;
std::array<struct sigaction, k_signals.size()> g_before;

void remove_all() // the last begun first
{
  for (auto one = g_standing.rbegin(); one != g_standing.rend(); ++one) {
    if (const GoneWithProgram* const files = one->load()) {
      files->remove();
    }
  }
}

void end(int signal)
{
  remove_all();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void mind_signals()
{
  for (std::size_t i = 0; i < k_signals.size(); ++i) {
    struct sigaction action = {};
    action.sa_handler = end;
    ::sigaction(k_signals[i], nullptr, &g_before[i]);
    if (g_before[i].sa_handler == SIG_DFL) {
      ::sigaction(k_signals[i], &action, nullptr);
    }
  }
}

void leave_signals()
{
  for (std::size_t i = 0; i < k_signals.size(); ++i) {
    ::sigaction(k_signals[i], &g_before[i], nullptr);
  }
}

bool stands_alone()
{
  return std::ranges::count_if(g_standing, [](const auto& one) { return one.load() != nullptr; }) ==
         1;
}

} // namespace

GoneWithProgram::GoneWithProgram(std::vector<std::string> paths) : m_paths(std::move(paths))
{
  const auto free =
    std::ranges::find_if(g_standing, [](const auto& one) { return one.load() == nullptr; });
  if (free != g_standing.end()) {
    free->store(this);
  }
  if (stands_alone()) {
    mind_signals();
  }
}

GoneWithProgram::~GoneWithProgram()
{
  const bool is_last = stands_alone();
  for (auto& one : g_standing) {
    const GoneWithProgram* own = this;
    if (one.compare_exchange_strong(own, nullptr) && is_last) {
      leave_signals();
    }
  }
}

EndingsHeld::EndingsHeld()
{
  sigset_t endings;
  sigemptyset(&endings);
  for (const int number : k_signals) {
    sigaddset(&endings, number);
  }
  ::pthread_sigmask(SIG_BLOCK, &endings, &m_before);
}

EndingsHeld::~EndingsHeld()
{
  ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void GoneWithProgram::remove() const
{
  for (const std::string& path : m_paths) {
    const char* const name = path.c_str();
    if (::unlink(name) != 0) {
      ::rmdir(name);
    }
  }
}

} // namespace myatlas::util
