#include "formats/text/text_source.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <unistd.h>

#include "formats/text/sniff.hpp"
#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_least_room = 4096; // bytes

// A block's room: less for a small file, but more than its size, by which its end is seen.
std::size_t room_for(const util::FileHandle& file)
{
  return std::clamp(static_cast<std::size_t>(util::size_of(file)) + 1, k_least_room,
                    TextSource::k_block);
}

} // namespace

// The thread that reads. Everything it finds out is behind m_mutex until it has ended.
class TextSource::Intake
{
public:
  Intake(util::FileHandle file, std::string name, std::optional<Encoding> given)
    : m_file(std::move(file)), m_name(std::move(name)), m_given(given)
  {
  }
  ~Intake() { stop(); }
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  util::Outcome begin();
  util::Result<bool> read(std::string& into);
  const Inspection& inspection() const { return m_inspection; }
  const std::string& name() const { return m_name; }
  bool misjudged() const { return m_misjudged; }
  util::Result<std::unique_ptr<Intake>> again();
  std::string accented_sample() const;

private:
  util::Result<std::string> next_block(std::size_t room = k_block);
  util::Outcome settle(std::string_view head);
  void run();
  bool take(std::string block);
  bool has_room() const;
  bool hand_over(std::string block);
  void finish_read();
  void finish(std::optional<util::Error> failure);
  void stop();

  static constexpr std::size_t k_most_waiting = 4;

  util::FileHandle m_file;
  std::string m_name;
  std::optional<Encoding> m_given;
  Inspection m_inspection;
  Decoder m_decoder{Encoding::utf_8};
  bool m_guessed = false; // UTF-8 until a byte says otherwise
  util::Sha256 m_sha;
  Utf8Check m_utf8;

  std::thread m_thread;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::string> m_waiting, m_spare;
  std::optional<util::Error> m_failure;
  bool m_done = false, m_stopped = false, m_misjudged = false, m_begun = false;
};

// Up to `room` bytes; empty at the end.
util::Result<std::string> TextSource::Intake::next_block(std::size_t room)
{
  std::string block;
  {
    const std::lock_guard lock(m_mutex);
    if (!m_spare.empty()) {
      block = std::move(m_spare.front());
      m_spare.pop_front();
    }
  }
  block.resize(room);
  TRY_ASSIGN(const std::size_t size, util::read_some(m_file, m_name, block.data(), block.size()));
  block.resize(size);
  m_inspection.bytes += size;
  return block;
}

constexpr std::size_t k_sniffed = 512;          // bytes
constexpr std::size_t k_container = 64U * 1024; // of a workbook, what is in it
constexpr std::size_t k_sample = 1024U * 1024;  // of text, to tell its encoding

// What the first block tells: what the file is, its mark, and what its text is taken for.
util::Outcome TextSource::Intake::settle(std::string_view head)
{
  if (head.empty()) {
    return util::Error{"file.empty", {m_name}};
  }
  if (const auto foreign = foreign_file(head.substr(0, k_container), m_name)) {
    return *foreign;
  }
  const std::optional<Encoding> mark = marked(head);
  if (!mark && is_binary(head.substr(0, k_sniffed))) {
    return util::Error{"file.binary", {m_name}};
  }
  m_inspection.has_mark = mark.has_value();
  m_inspection.encoding = mark.value_or(m_given.value_or(Encoding::utf_8));
  m_guessed = !mark && !m_given;
  m_decoder = Decoder(m_inspection.encoding);
  return util::Done{};
}

util::Outcome TextSource::Intake::begin()
{
  const std::size_t room = room_for(m_file);
  ::lseek(m_file.get(), 0, SEEK_SET);
  TRY_ASSIGN(std::string first, next_block(room));
  const bool is_whole = first.size() < room;
  const util::Outcome settled = settle(first);
  if (!settled) {
    return settled;
  }
  if (!take(std::move(first))) {
    return m_failure ? util::Outcome(*m_failure)
                     : util::Outcome(util::Done{}); // misjudged is no failure
  }
  if (is_whole) {
    finish_read();
  } else {
    m_thread = std::thread([this] { run(); });
  }
  return util::Done{};
}

// Looks at a block and hands it over; false when reading on is of no use.
bool TextSource::Intake::take(std::string block)
{
  m_sha.update(block);
  const bool wide = m_inspection.encoding >= Encoding::utf_16le;
  if (!wide && block.find('\0') != block.npos) {
    finish(util::Error{"encoding.nul", {m_name}});
    return false;
  }
  if (m_inspection.encoding == Encoding::utf_8 && !m_utf8.look(block)) {
    finish(m_guessed ? std::nullopt : std::optional(util::Error{"encoding.mixed", {m_name}}));
    return false;
  }
  return hand_over(std::move(block));
}

bool TextSource::Intake::has_room() const
{
  return m_stopped || m_waiting.size() < k_most_waiting;
}

bool TextSource::Intake::hand_over(std::string block)
{
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [this] { return has_room(); });
  if (!m_stopped) {
    m_waiting.push_back(std::move(block));
  }
  m_changed.notify_all();
  return !m_stopped;
}

// The end of reading: with a failure, or with text that is not UTF-8 after all, or well.
void TextSource::Intake::finish(std::optional<util::Error> failure)
{
  const bool utf8 = m_inspection.encoding != Encoding::utf_8 || m_utf8.whole();
  const std::lock_guard lock(m_mutex);
  m_misjudged = !failure && m_guessed && !utf8;
  m_failure = !failure && !m_guessed && !utf8 ? util::Error{"encoding.mixed", {m_name}} : failure;
  m_done = true;
  m_changed.notify_all();
}

void TextSource::Intake::finish_read()
{
  m_inspection.digest = "sha256:" + m_sha.hex();
  finish(std::nullopt);
}

void TextSource::Intake::run()
{
  while (true) {
    util::Result<std::string> block = next_block();
    if (!block) {
      return finish(block.error());
    }
    if (block->empty()) {
      return finish_read();
    }
    if (!take(*std::move(block))) {
      return;
    }
  }
}

void TextSource::Intake::stop()
{
  {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
  }
  if (m_thread.joinable()) {
    m_thread.join();
  }
}

util::Result<bool> TextSource::Intake::read(std::string& into)
{
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [this] { return m_done || !m_waiting.empty(); });
  if (m_failure) {
    return *m_failure;
  }
  if (!m_misjudged && m_decoder.is_damaged(m_waiting.empty())) {
    return util::Error{"encoding.utf_16", {m_name}};
  }
  if (m_misjudged || m_waiting.empty()) {
    return false;
  }
  std::string block = std::move(m_waiting.front());
  m_waiting.pop_front();
  m_changed.notify_all();
  lock.unlock();
  std::string_view bytes = block;
  if (m_inspection.has_mark && !m_begun) {
    bytes.remove_prefix(byte_order_mark(m_inspection.encoding).size());
  }
  m_begun = true;
  m_decoder.decode(bytes, into);
  lock.lock();
  m_spare.push_back(std::move(block));
  return true;
}

namespace {

constexpr std::size_t k_enough_accented = 64U * 1024;

// Adds what stands around each byte that is not ASCII, a line each, until there is enough.
void add_accented(std::string_view text, std::string& sample)
{
  constexpr std::size_t k_around = 32;
  for (std::size_t at = 0; at < text.size() && sample.size() < k_enough_accented; ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) {
      const std::size_t begin = at - std::min(at, k_around);
      const std::size_t end = std::min(at + k_around, text.size());
      sample += text.substr(begin, end - begin);
      sample += '\n';
      at = end - 1;
    }
  }
}

} // namespace

// The first lines in which not all is ASCII.
std::string TextSource::Intake::accented_sample() const
{
  std::string block(k_sample, '\0'), sample;
  for (off_t from = 0; sample.size() < k_enough_accented;
       from += static_cast<off_t>(block.size())) {
    const ssize_t size = ::pread(m_file.get(), block.data(), block.size(), from);
    if (size <= 0) {
      break;
    }
    add_accented(std::string_view(block).substr(0, static_cast<std::size_t>(size)), sample);
  }
  return sample;
}

util::Result<std::unique_ptr<TextSource::Intake>> TextSource::Intake::again()
{
  stop();
  const std::optional<Encoding> guess = guess_french(accented_sample());
  if (!guess) {
    return util::Error{"encoding.unsure", {m_name}};
  }
  auto intake = std::make_unique<Intake>(std::move(m_file), m_name, *guess);
  TRY(intake->begin());
  return intake;
}

TextSource::TextSource(std::unique_ptr<Intake> intake) : m_intake(std::move(intake)) {}
TextSource::TextSource(TextSource&&) noexcept = default;
TextSource& TextSource::operator=(TextSource&&) noexcept = default;
TextSource::~TextSource() = default;

util::Result<TextSource> TextSource::open(util::FileHandle file, const std::string& name,
                                          std::optional<Encoding> given)
{
  auto intake = std::make_unique<Intake>(std::move(file), name, given);
  TRY(intake->begin());
  TextSource source(std::move(intake));
  return source.misjudged() ? source.reopened() : util::Result<TextSource>(std::move(source));
}

const Inspection& TextSource::inspection() const
{
  return m_intake->inspection();
}

const std::string& TextSource::name() const
{
  return m_intake->name();
}

util::Result<bool> TextSource::read(std::string& into)
{
  return m_intake->read(into);
}

bool TextSource::misjudged() const
{
  return m_intake->misjudged();
}

util::Result<TextSource> TextSource::reopened()
{
  TRY_ASSIGN(auto intake, m_intake->again());
  return TextSource(std::move(intake));
}

util::Result<std::string> digest_of(const util::FileHandle& file, const std::string& name)
{
  util::Sha256 sha;
  std::string block(TextSource::k_block, '\0');
  ::lseek(file.get(), 0, SEEK_SET);
  while (true) {
    TRY_ASSIGN(const std::size_t size, util::read_some(file, name, block.data(), block.size()));
    if (size == 0) {
      ::lseek(file.get(), 0, SEEK_SET);
      return "sha256:" + sha.hex();
    }
    sha.update(std::string_view(block).substr(0, size));
  }
}

} // namespace myatlas::formats
