#include "store/backup_documents.hpp"

#include <algorithm>
#include <iterator>

#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace {

constexpr std::size_t k_part_bytes = 1024U * 1024;

// The names of its documents: store.digest (text) when one is no digest, which could be a way to
// anywhere.
util::Result<std::vector<std::string>> digests(Engine& engine)
{
  std::vector<std::string> found;
  util::Outcome named = util::Done{};
  engine.for_each("select digest from document order by digest", {}, [&](const Row& row) {
    found.push_back(row.text(0));
    named = util::is_digest(found.back()) ? named : util::Error{"store.digest", {found.back()}};
    return bool(named);
  });
  return named ? util::Result<std::vector<std::string>>(found)
               : util::Result<std::vector<std::string>>(named.errors());
}

// Why a place apart gave no document may be of the place, and then is of all of them.
bool is_told_as_it_is(const Documents& documents, const std::string& code)
{
  return code == "store.folder_link" || (documents.is_apart() && code != "file.missing");
}

util::Outcome pack_document(Engine& backup, const Documents& documents, const std::string& digest)
{
  const util::Result<util::FileHandle> file = documents.open(digest);
  if (!file) {
    return is_told_as_it_is(documents, file.error().code)
             ? file.errors()
             : util::Errors{{"store.document_missing", {digest}}};
  }
  util::Sha256 sha;
  std::string part(k_part_bytes, '\0');
  for (std::int64_t number = 0;; ++number) {
    TRY_ASSIGN(const std::size_t size, util::read_some(*file, digest, part.data(), part.size()));
    if (size == 0) {
      break;
    }
    const std::string_view bytes = std::string_view(part).substr(0, size);
    sha.update(bytes);
    backup.execute("insert into backup_document (digest, part, content) values ($1, $2, $3)",
                   {std::string_view(digest), number, bytes});
  }
  return sha.hex() == digest ? util::Outcome(util::Done{})
                             : util::Outcome(util::Error{"store.document_changed", {digest}});
}

// The document's parts in order, until `take` fails.
util::Outcome each_part(Engine& backup, const std::string& digest,
                        const std::function<util::Outcome(std::string_view)>& take)
{
  util::Outcome taken = util::Done{};
  backup.for_each("select content from backup_document where digest = $1 order by part",
                  {std::string_view(digest)}, [&](const Row& row) {
                    taken = take(row.text(0));
                    return bool(taken);
                  });
  return taken;
}

// Whether its parts make up what its digest says.
util::Outcome check_document(Engine& backup, const std::string& digest)
{
  util::Sha256 sha;
  const util::Outcome read = each_part(backup, digest, [&](std::string_view part) {
    sha.update(part);
    return util::Outcome(util::Done{});
  });
  return read && sha.hex() != digest
           ? util::Outcome(util::Error{"store.document_changed", {digest}})
           : read;
}

// Whether a place apart has it whole already: it is not sent there again. One that was changed
// there makes room.
util::Result<bool> is_whole_there(const Documents& documents, const std::string& digest)
{
  const util::Outcome whole = documents.is_apart()
                                ? documents.check(digest)
                                : util::Error{"store.document_missing", {digest}};
  if (whole || whole.error().code == "store.document_missing") {
    return bool(whole);
  }
  if (whole.error().code != "store.document_changed") {
    return whole.errors();
  }
  TRY(documents.remove({.name = digest, .path = digest}));
  return false;
}

util::Outcome unpack_document(Engine& backup, const Documents& documents, const std::string& digest)
{
  TRY_ASSIGN(const bool is_there, is_whole_there(documents, digest));
  if (is_there) {
    return util::Done{};
  }
  const util::Result<std::unique_ptr<NewDocument>> file = documents.begin(digest);
  const util::Outcome written =
    file ? each_part(backup, digest, [&](std::string_view part) { return (*file)->append(part); })
         : util::Outcome(file.errors());
  return written ? (*file)->keep() : written;
}

} // namespace

util::Outcome pack_documents(Engine& backup, const Documents& documents)
{
  const util::Result<std::vector<std::string>> all = digests(backup);
  for (const std::string& digest : all ? *all : std::vector<std::string>()) {
    if (const util::Outcome packed = pack_document(backup, documents, digest); !packed) {
      return packed;
    }
  }
  return all ? util::Outcome(util::Done{}) : util::Outcome(all.errors());
}

util::Outcome unpack_documents(Engine& backup, const Documents& documents)
{
  const util::Result<std::vector<std::string>> all = digests(backup);
  for (const std::string& digest : all ? *all : std::vector<std::string>()) {
    if (const util::Outcome unpacked = unpack_document(backup, documents, digest); !unpacked) {
      return unpacked;
    }
  }
  return all ? util::Outcome(util::Done{}) : util::Outcome(all.errors());
}

util::Errors look_at_documents(Engine& backup, std::int64_t& count)
{
  const util::Result<std::vector<std::string>> all = digests(backup);
  util::Errors found = all.errors();
  for (const std::string& digest : all ? *all : std::vector<std::string>()) {
    ++count;
    const util::Outcome whole = check_document(backup, digest);
    std::ranges::copy(whole.errors(), std::back_inserter(found));
  }
  return found;
}

} // namespace myatlas::store
