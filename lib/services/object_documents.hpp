#pragma once

#include <functional>
#include <optional>

#include "gateway/object_store.hpp"
#include "store/documents.hpp"

namespace myatlas::services {

// Documents as objects of a service of the network, each under its digest. The service is reached,
// and the key for it read, when it is first asked something.
class ObjectDocuments final : public store::DocumentsApart
{
public:
  using Reach = std::function<util::Result<gateway::ObjectStore>()>;

  // `name`: of the place, "s3://bucket/prefix".
  ObjectDocuments(Reach reach, std::string name)
    : m_reach(std::move(reach)), m_name(std::move(name))
  {
  }

  util::Result<util::FileHandle> open(const std::string& digest) const override;
  util::Result<bool> has(const std::string& digest) const override;
  util::Result<std::unique_ptr<store::NewDocument>> begin(const std::string& digest) const override;
  util::Outcome each(const std::function<void(const store::DocumentFile&)>& each) const override;
  util::Outcome remove(const store::DocumentFile& file) const override;
  util::Outcome check(const std::string& digest) const override;
  util::Result<std::string> mark() const override;
  util::Outcome put_mark(const std::string& mark) const override;
  util::Outcome try_writing() const override;

private:
  util::Result<gateway::ObjectStore*> objects() const;

  Reach m_reach;
  std::string m_name;
  mutable std::optional<gateway::ObjectStore> m_objects;
};

} // namespace myatlas::services
