#include "services/files/problem_log.hpp"

#include <cerrno>
#include <charconv>

#include <unistd.h>

namespace myatlas::services {

namespace {

constexpr std::size_t k_block = 256U * 1024;

// A text as "12:twelve bytes", a number as a text of digits.
void put(std::string& into, std::string_view text)
{
  into += std::to_string(text.size()) + ":";
  into += text;
}

std::string pack(const ImportProblem& problem)
{
  std::string packed;
  for (const std::string& text : {std::to_string(problem.record), std::to_string(problem.line),
                                  problem.column, problem.value, problem.error.code}) {
    put(packed, text);
  }
  put(packed, std::to_string(problem.error.args.size()));
  for (const std::string& argument : problem.error.args) {
    put(packed, argument);
  }
  return packed;
}

std::uint64_t number(std::string_view digits)
{
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Reads packed texts back from the file, block by block.
class Unpacker
{
public:
  explicit Unpacker(const util::FileHandle& file) : m_file(file) {}

  bool at_end() { return m_at == m_text.size() && !refill(); }

  std::string text()
  {
    while (m_text.find(':', m_at) == m_text.npos && refill()) {
    }
    const std::size_t colon = m_text.find(':', m_at);
    const std::size_t size = number(std::string_view(m_text).substr(m_at, colon - m_at));
    while (m_text.size() < m_at + size + 8 + (colon - m_at) && refill()) {
    }
    const std::size_t begin = m_text.find(':', m_at) + 1;
    m_at = begin + size;
    return m_text.substr(begin, size);
  }

private:
  bool refill()
  {
    m_text.erase(0, m_at);
    m_at = 0;
    const std::size_t before = m_text.size();
    m_text.resize(before + k_block);
    const ssize_t got = ::pread(m_file.get(), m_text.data() + before, k_block, m_offset);
    if (got < 0) {
      throw util::MachineError(util::system_error("/var/tmp", errno));
    }
    m_offset += got;
    m_text.resize(before + static_cast<std::size_t>(got));
    return got > 0;
  }

  const util::FileHandle& m_file;
  off_t m_offset = 0;
  std::string m_text;
  std::size_t m_at = 0;
};

ImportProblem unpack(Unpacker& from)
{
  ImportProblem problem;
  problem.record = number(from.text());
  problem.line = number(from.text());
  problem.column = from.text();
  problem.value = from.text();
  problem.error.code = from.text();
  for (std::uint64_t left = number(from.text()); left > 0; --left) {
    problem.error.args.push_back(from.text());
  }
  return problem;
}

} // namespace

void ProblemLog::flush() const
{
  util::spill(m_file, m_buffer);
  m_buffer.clear();
}

void ProblemLog::add(ImportProblem problem)
{
  ++m_size;
  ++m_by_code[problem.error.code];
  if (m_first.size() < k_in_memory) {
    m_first.push_back(std::move(problem));
    return;
  }
  m_buffer += pack(problem);
  if (m_buffer.size() >= k_block) {
    flush();
  }
}

void ProblemLog::for_each(const std::function<bool(const ImportProblem&)>& each) const
{
  for (const ImportProblem& problem : m_first) {
    if (!each(problem)) {
      return;
    }
  }
  if (m_size == m_first.size()) {
    return;
  }
  flush();
  for (Unpacker from(m_file); !from.at_end();) {
    if (!each(unpack(from))) {
      return;
    }
  }
}

} // namespace myatlas::services
