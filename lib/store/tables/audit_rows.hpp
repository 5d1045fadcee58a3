#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "domain/values/names.hpp"
#include "store/cell.hpp"
#include "store/codecs.hpp"
#include "store/table.hpp"
#include "store/tables/deed.hpp"

// The rows of the audit as they stand in its tables.
namespace myatlas::store {

inline constexpr std::string_view k_digest = "text:"; // what stands in a row for a text beside it

// With digests where a text is beside it, those texts, and the seal of what was erased.
struct StoredAuditRow
{
  // What a person may be named in: {actor, before, after}.
  struct Text
  {
    std::optional<std::string> content;
    std::string salt; // none once it was erased
  };

  AuditRow row = {};
  std::array<Text, 3> texts = {};
  std::string seal = {};

  AuditRow told() const; // with the texts in the places of their digests
};

// "system", "fixed" or "test".
struct ClockWord
{
  static Bind bind(const Deed& deed, const util::Key*) { return {clock_name(deed)}; }
  static void read_into(Deed& deed, const Row& row, std::size_t column, const util::Key*)
  {
    deed.fixed_clock = row.text(column) == "fixed";
    deed.test_clock = row.text(column) == "test";
  }
};

// Of a table that a left join may find nothing in.
struct EmptyIfNull : ByType
{
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    return row.is_null(column) ? T() : Codec<T>::read(row, column);
  }
};

inline constexpr auto k_deed =
  table<Deed>("audit", Column("clock", Whole{}, ClockWord{}), Column("at", &Deed::at),
              Column("actor", &Deed::actor), Column("command", &Deed::command));

inline constexpr auto k_audit = table<AuditRow>(
  "audit", Column("sequence", &AuditRow::sequence, Part::key), Within(&AuditRow::deed, k_deed),
  Column("subject", &AuditRow::subject), Column("before_change", &AuditRow::before),
  Column("after_change", &AuditRow::after), Column("previous", &AuditRow::previous),
  Column("hash", &AuditRow::hash));

inline std::int64_t sequence_of(const StoredAuditRow& stored)
{
  return stored.row.sequence;
}

template <std::size_t i>
struct ContentOf
{
  auto& operator()(auto& stored) const { return stored.texts[i].content; }
};

template <std::size_t i>
struct SaltOf
{
  auto& operator()(auto& stored) const { return stored.texts[i].salt; }
};

inline constexpr auto k_audit_text = table<StoredAuditRow>(
  "audit_text", Column("sequence", sequence_of, Part::key), Column("actor", ContentOf<0>{}),
  Column("actor_salt", SaltOf<0>{}, EmptyIfNull{}), Column("before_change", ContentOf<1>{}),
  Column("before_salt", SaltOf<1>{}, EmptyIfNull{}), Column("after_change", ContentOf<2>{}),
  Column("after_salt", SaltOf<2>{}, EmptyIfNull{}),
  Column("seal", &StoredAuditRow::seal, EmptyIfNull{}));

inline constexpr auto k_stored_audit =
  table<StoredAuditRow>("audit", Within(&StoredAuditRow::row, k_audit), k_audit_text);

} // namespace myatlas::store
