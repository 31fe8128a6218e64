package io.residual.job.serde;

import io.residual.job.message.MessageHeader;
import io.residual.job.message.Origin;
import io.residual.job.message.SourceRecord;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records as they are: a bad one must get as far as the decoder, which can refuse it. */
public final class SourceRecordDeserializationSchema
    implements KafkaRecordDeserializationSchema<SourceRecord> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    // The message format of Kafka 0.9 has no timestamp, and says -1.
    long timestamp = Math.max(0, record.timestamp());
    Origin origin = new Origin(record.topic(), record.partition(), record.offset(), timestamp);
    out.collect(new SourceRecord(origin, record.key(), record.value(), headers(record)));
  }

  /** Most records have none: then nothing is made for them. */
  private static List<MessageHeader> headers(ConsumerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    if (headers.length == 0) {
      return List.of();
    }
    return Arrays.stream(headers)
        .map(header -> new MessageHeader(header.key(), header.value()))
        .toList();
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
