#include "store/former_keys.hpp"

#include <algorithm>

#include "store/store_facts.hpp"
#include "store/store_files.hpp"

namespace myatlas::store {

namespace {

constexpr std::string_view k_key_fact = "key", k_former_key_fact = "former key ";

std::string mark_of_key(const util::Key& key)
{
  return util::keyed_hash(key, "the key of a store");
}

void put_former(Engine& engine, const FormerKey& former, const util::Key& key)
{
  const std::string name = std::string(k_former_key_fact) + std::to_string(former.until);
  put_store_fact(engine, name, util::encrypt(key, bytes_of_key(former.key)));
}

} // namespace

std::vector<FormerKey> former_keys(Engine& engine, const util::Key& key)
{
  std::vector<FormerKey> found;
  for (const auto& [name, value] : store_facts(engine)) {
    const util::Result<std::string> opened = name.starts_with(k_former_key_fact)
                                               ? util::decrypt(key, value)
                                               : util::Result<std::string>("");
    if (opened && opened->size() == key.size()) {
      FormerKey& former =
        found.emplace_back(FormerKey{std::stoll(name.substr(k_former_key_fact.size())), {}});
      std::ranges::copy(*opened, former.key.begin());
    }
  }
  std::ranges::sort(found, {}, &FormerKey::until);
  return found;
}

Told told_of(Engine& engine, const util::Key& key)
{
  const auto mark = store_fact(engine, k_key_fact);
  if (!mark) {
    return Told::nothing;
  }
  return *mark == mark_of_key(key) ? Told::this_one : Told::another;
}

void put_key(Engine& engine, const util::Key& before, const util::Key& key, std::int64_t until)
{
  for (const FormerKey& former : former_keys(engine, before)) {
    put_former(engine, former, key);
  }
  put_former(engine, {until, before}, key);
  put_store_fact(engine, k_key_fact, mark_of_key(key));
}

} // namespace myatlas::store
