// A new key for the store.
#include "commands/host_store.hpp"
#include "commands/upkeep/commands.hpp"
#include "operations/upkeep/keys.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct RotateKeyOptions
{
  std::string old_key_to;
};

void bind_rotate_key(CommandLine& line, RotateKeyOptions& o)
{
  line.option("--old-key-to", o.old_key_to, "FILE",
              N_("Where the old key goes (default: beside the store, STORE-key-before-INSTANT)"));
}

const std::vector<Field> k_rotate_key_fields = {{"key_file", N_("New key")},
                                                {"old_key_file", N_("Old key")},
                                                {"sealed", N_("Sealed anew"), Show::number}};

Result<int> run_rotate_key(Session& session, const RotateKeyOptions& o)
{
  const operations::HostStore host = host_store(session);
  TRY_ASSIGN(const operations::RotatedKey done, operations::rotate_key(host, o.old_key_to));
  session.note(session.texts().trf(
    N_("Backups made until now open with the old key, {0}: keep it as long as they "
       "are kept, apart from them. Keep the new one, {1}, elsewhere too."),
    done.old_key.string(), host.key_file.string()));
  return session.report({done.document, k_rotate_key_fields});
}

constexpr Example k_rotate_key_examples[] = {
  {N_("A new key, the old one beside the store"), "myatlas rotate-key"},
  {N_("After somebody left who had the key: the old one to where backups are read"),
   "myatlas rotate-key --old-key-to /root/myatlas-key-2026"},
};

} // namespace

const Command k_rotate_key = {
  .name = "rotate-key",
  .group = Group::upkeep,
  .summary = N_("Give the store a new key"),
  .description =
    N_("Makes a new key, seals with it what the store keeps sealed (codes in mails, NIRs, "
       "contracts, the secrets of OPCO connections), and writes the store's file anew, so that "
       "nothing sealed with the old key stays in it. The audit goes on: its rows, its anchors and "
       "the codes of receipts hold as before. Backups that were made open with the key they were "
       "made with, which is kept: beside the store under a name with the instant, or where "
       "--old-key-to says. Cut off half-way, the store is of one key or the other, and knows "
       "which. A store that is damaged or whose audit does not hold is left alone."),
  .examples = k_rotate_key_examples,
  .declare = with_options<bind_rotate_key, run_rotate_key>,
  .answers = "key-rotated/1",
};

} // namespace myatlas::cli
