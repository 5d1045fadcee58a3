#include "store/postgres/document_parts.hpp"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::store::postgres {

namespace {

constexpr std::size_t k_document_part_bytes = 1024U * 1024;

Parameter text_parameter(const std::string& text)
{
  return parameter_of(Cell(std::string_view(text)));
}

// The parts in order, until `take` answers false; whether there was one.
bool each_part_of(Connection& connection, const std::string& digest,
                  const std::function<bool(std::string_view)>& take)
{
  bool found = false;
  const Parameter parameters[] = {text_parameter(digest)};
  connection.ask_long("select content from document_part where digest = $1 order by part",
                      parameters, AnswerForm::binary, [&](const Answer& answer) {
                        found = true;
                        return take(answer.bytes(0, 0));
                      });
  return found;
}

// Its parts are written as they come, in the transaction that is open or one of its own, which ends
// with it.
class NewParts final : public NewDocument
{
public:
  NewParts(Connection& connection, std::string digest)
    : m_connection(connection), m_digest(std::move(digest)),
      m_is_alone(!connection.is_in_transaction())
  {
    if (m_is_alone) {
      m_connection.run("begin");
    }
  }
  ~NewParts() override
  {
    try {
      if (m_is_alone && m_connection.is_in_transaction()) {
        m_connection.run("rollback");
      }
    } catch (const util::MachineError&) {
      // The server rolls back by itself when the connection goes.
    }
  }
  NewParts(const NewParts&) = delete;
  NewParts& operator=(const NewParts&) = delete;

  util::Outcome append(std::string_view bytes) override
  {
    m_sha.update(bytes);
    m_rest += bytes;
    while (m_rest.size() >= k_document_part_bytes) {
      write(std::string_view(m_rest).substr(0, k_document_part_bytes));
      m_rest.erase(0, k_document_part_bytes);
    }
    return util::Done{};
  }

  util::Outcome keep() override
  {
    if (m_sha.hex() != m_digest) {
      return util::Error{"store.document_changed", {m_digest}};
    }
    write_rest();
    if (m_is_alone) {
      m_connection.run("commit");
    }
    return util::Done{};
  }

private:
  // Two who keep the same document write the same parts.
  void write_rest()
  {
    if (!m_rest.empty() || m_part == 0) { // a document of no bytes has one part
      write(m_rest);
    }
  }

  void write(std::string_view bytes)
  {
    const Parameter parameters[] = {text_parameter(m_digest), parameter_of(Cell(m_part++)),
                                    parameter_of_bytes(bytes)};
    m_connection.ask("insert into document_part (digest, part, content) values ($1, $2, $3) on "
                     "conflict do nothing",
                     parameters);
  }

  Connection& m_connection;
  std::string m_digest;
  bool m_is_alone;
  util::Sha256 m_sha;
  std::string m_rest;
  std::int64_t m_part = 0;
};

} // namespace

util::Result<util::FileHandle> DocumentParts::open(const std::string& digest) const
{
  if (const util::Outcome named = check_digest(digest); !named) {
    return named.errors();
  }
  util::Result<util::FileHandle> file = util::unnamed_file();
  if (!file) {
    return file;
  }
  bool written = true;
  const bool found = each_part_of(m_connection, digest, [&](std::string_view part) {
    written = bool(util::write_through(*file, part));
    return written;
  });
  if (!found) {
    return util::system_error(digest, ENOENT);
  }
  ::lseek(file->get(), 0, SEEK_SET);
  return written
           ? std::move(file)
           : util::Result<util::FileHandle>(util::system_error(util::k_unnamed_folder, errno));
}

util::Result<bool> DocumentParts::has(const std::string& digest) const
{
  TRY(check_digest(digest));
  const Parameter parameters[] = {text_parameter(digest)};
  return m_connection.ask("select 1 from document_part where digest = $1 limit 1", parameters)
           .rows() > 0;
}

util::Result<std::unique_ptr<NewDocument>> DocumentParts::begin(const std::string& digest) const
{
  TRY(check_digest(digest));
  return std::unique_ptr<NewDocument>(std::make_unique<NewParts>(m_connection, digest));
}

util::Outcome DocumentParts::each(const std::function<void(const DocumentFile&)>& each) const
{
  std::vector<DocumentFile> found; // before any is looked at: the connection is busy until then
  m_connection.ask_long("select digest, sum(length(content)), min(stored) < now() - interval '1 "
                        "hour' from document_part group by digest order by digest",
                        {}, AnswerForm::text, [&](const Answer& answer) {
                          const std::string digest(answer.bytes(0, 0));
                          found.push_back({digest, digest,
                                           std::get<std::int64_t>(answer.cell(0, 1)),
                                           answer.bytes(0, 2) == "t"});
                          return true;
                        });
  std::ranges::for_each(found, each);
  return util::Done{};
}

util::Outcome DocumentParts::remove(const DocumentFile& file) const
{
  const Parameter parameters[] = {text_parameter(file.name)};
  m_connection.ask("delete from document_part where digest = $1", parameters);
  return util::Done{};
}

util::Outcome DocumentParts::check(const std::string& digest) const
{
  if (const util::Outcome named = check_digest(digest); !named) {
    return named;
  }
  util::Sha256 sha;
  const bool found = each_part_of(m_connection, digest, [&](std::string_view part) {
    sha.update(part);
    return true;
  });
  if (!found) {
    return util::Error{"store.document_missing", {digest}};
  }
  return sha.hex() == digest ? util::Outcome(util::Done{})
                             : util::Outcome(util::Error{"store.document_changed", {digest}});
}

} // namespace myatlas::store::postgres
