// a tariff signal that asks nobody: the label of an hour by its number (the package's own asks a service on the internet)
module.exports = function () {
  return { lookup: async (epoch) => ({ epoch, label: `virtual_${(epoch % 3) + 1}`, co2eq: 100 }) };
};
