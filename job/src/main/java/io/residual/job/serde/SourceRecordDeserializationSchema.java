package io.residual.job.serde;

import io.residual.job.message.Origin;
import io.residual.job.message.SourceRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records as they are: a bad one must get as far as the decoder, which can refuse it. */
public final class SourceRecordDeserializationSchema
    implements KafkaRecordDeserializationSchema<SourceRecord> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    // The message format of Kafka 0.9 has no timestamp, and says -1.
    long timestamp = Math.max(0, record.timestamp());
    Origin origin = new Origin(record.topic(), record.partition(), record.offset(), timestamp);
    out.collect(new SourceRecord(origin, record.key(), record.value()));
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
