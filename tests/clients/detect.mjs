// Asks with the real client of the retired Azure Anomaly Detector and says, as JSON, what it made of the answers.
// node detect.mjs URL KEY
import { AnomalyDetectorClient } from '@azure/ai-anomaly-detector';
import { AzureKeyCredential } from '@azure/core-auth';

const [, , url, key] = process.argv;
const client = new AnomalyDetectorClient(url, new AzureKeyCredential(key));
const day = i => new Date(Date.UTC(2026, 2, 1 + i));
// a week of steps, seven times; day 30 stands out
const series = Array.from({ length: 49 }, (_, i) => ({ timestamp: day(i), value: (i % 7) * 10 + ((i * 37) % 11) * 0.1 + (i === 30 ? 200 : 0) }));
const entire = await client.detectEntireSeries({ series, granularity: 'daily' });
const last = await client.detectLastPoint({ series: [...series, { timestamp: day(49), value: 500 }], granularity: 'daily' });
const change = await client.detectChangePoint({
  granularity: 'daily', series: Array.from({ length: 80 }, (_, i) => ({ timestamp: day(i), value: (i < 40 ? 10 : 16) + ((i * 37) % 11) * 0.1 })),
});
const refused = await client.detectEntireSeries({ series: series.slice(0, 5), granularity: 'daily' }).catch(e => ({ status: e.statusCode, code: e.code, message: e.message }));
const wrongKey = await new AnomalyDetectorClient(url, new AzureKeyCredential('wrong')).detectEntireSeries({ series, granularity: 'daily' }).catch(e => ({ status: e.statusCode }));
console.log(JSON.stringify({
  period: entire.period, out: entire.isAnomaly.flatMap((a, i) => (a ? [i] : [])), lengths: [entire.expectedValues.length, entire.upperMargins.length, entire.lowerMargins.length],
  last: { isAnomaly: last.isAnomaly, isPositive: last.isPositiveAnomaly, expected: last.expectedValue, window: last.suggestedWindow },
  change: change.isChangePoint.flatMap((a, i) => (a ? [i] : [])), refused: { status: refused.status, code: refused.code }, wrongKey,
}));
